// The pages on which people sign in and consent: as plain as they can be, for neither is measured.

const LONGEST_FORM = 10_000;

const page = (action, fields) => `<!DOCTYPE html><title>Sign in</title><form method="post" action="${action}">${fields}</form>`;
const LOGIN = '<input type="text" name="username"><input type="password" name="password"><button type="submit">Sign in</button>';
const CONSENT = '<button type="submit" name="decision" value="allow">Allow</button>';

async function form(request) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > LONGEST_FORM) {
      throw new Error('the form is too long');
    }
  }
  return new URLSearchParams(text);
}

async function grant(provider, settings, { params, session, grantId }) {
  const grant = (grantId && (await provider.Grant.find(grantId)))
    || new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  grant.addResourceScope(settings.audience, settings.permissions.join(' '));
  return grant.save();
}

export function pages(provider, settings) {
  const passwords = new Map(settings.people.map((person) => [person.username, person.password]));
  return async (request, response) => {
    const details = await provider.interactionDetails(request, response);
    const login = details.prompt.name === 'login';
    if (request.method === 'GET') {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(page(request.url, login ? LOGIN : CONSENT));
      return;
    }
    const answers = await form(request);
    const known = login && passwords.get(answers.get('username')) === answers.get('password');
    if (known) {
      await provider.interactionFinished(request, response, { login: { accountId: answers.get('username') } });
    } else if (!login && answers.get('decision') === 'allow') {
      const consent = { grantId: await grant(provider, settings, details) };
      await provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
    } else {
      response.writeHead(403).end();
    }
  };
}
