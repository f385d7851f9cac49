// A browser that needs no screen: it keeps cookies, follows redirects and answers the provider's pages, as somebody who signs in
// and allows everything.

const MOST_STEPS = 15;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

export class Browser {
  #cookies = new Map();
  #person;

  constructor(person) {
    this.#person = person;
  }

  /** Goes on until it is sent to the redirect URI: the address, or the request of a form that posts itself. */
  async go(address, redirectUri) {
    let at = new URL(address);
    let answer = await this.#send(at);
    for (let step = 0; step < MOST_STEPS; step++) {
      const location = answer.headers.get('location');
      if (location) {
        at = new URL(location, at);
        if (at.href.startsWith(redirectUri)) {
          return at;
        }
        answer = await this.#send(at);
        continue;
      }
      const form = relevant(forms(await answer.text()), redirectUri);
      if (!form) {
        throw new Error(`no way on from ${at.pathname}, status ${answer.status}`);
      }
      const body = this.#filled(form);
      if (form.action.startsWith(redirectUri)) {
        return new Request(form.action, { method: 'POST', headers: FORM, body });
      }
      at = new URL(form.action, at);
      answer = await this.#send(at, { method: 'POST', headers: { ...FORM, origin: at.origin }, body });
    }
    throw new Error(`no end at ${at.pathname}`);
  }

  /** Says yes on the page, and goes wherever that leads within the provider. */
  async allow(address) {
    await this.go(address, 'nowhere:').catch(() => undefined);
  }

  #filled(form) {
    const body = new URLSearchParams(form.fields);
    if (form.asksForPassword) {
      body.set('username', this.#person.username);
      body.set('password', this.#person.password);
    }
    if (form.allow) {
      body.set(form.allow.name, form.allow.value);
    }
    return body;
  }

  async #send(address, request = {}) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...request.headers, cookie, 'sec-fetch-site': 'same-origin' };
    const answer = await fetch(address, { ...request, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [pair] = line.split(';');
      const end = pair.indexOf('=');
      if (/;\s*max-age=0/i.test(line)) {
        this.#cookies.delete(pair.slice(0, end));
      } else {
        this.#cookies.set(pair.slice(0, end), pair.slice(end + 1));
      }
    }
    return answer;
  }
}

function relevant(all, redirectUri) {
  return (
    all.find((form) => form.action.startsWith(redirectUri)) ??
    all.find((form) => form.asksForPassword) ??
    all.find((form) => form.allow)
  );
}

function forms(page) {
  return [...page.matchAll(/<form[\s\S]*?<\/form>/g)].map(([text]) => {
    const inputs = tags(text, 'input');
    return {
      action: tags(text, 'form')[0].action ?? '',
      asksForPassword: inputs.some((input) => input.type === 'password'),
      allow: tags(text, 'button').find((button) => button.value === 'allow'),
      fields: inputs
        .filter((input) => input.name && input.type !== 'password')
        .filter((input) => input.type !== 'checkbox' || 'checked' in input)
        .map((input) => [input.name, input.value ?? '']),
    };
  });
}

function tags(text, name) {
  return [...text.matchAll(new RegExp(`<${name}\\b([^>]*)>`, 'g'))].map(([, attributes]) =>
    Object.fromEntries([...attributes.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)].map(([, key, value]) => [key, unescaped(value ?? '')])),
  );
}

function unescaped(text) {
  const names = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return text.replace(/&(#x?)?([0-9a-z]+);/gi, (all, number, code) =>
    number ? String.fromCodePoint(parseInt(code, number === '#' ? 10 : 16)) : (names[code] ?? all),
  );
}
