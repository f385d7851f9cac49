// The provider as it is measured. Everything that its documentation wants set for production is set.

import { Provider } from 'oidc-provider';

const HOUR = 3_600;
const DAY = 24 * HOUR;

export function provider(settings, adapter, jwks) {
  const people = new Set(settings.people.map((person) => person.username));
  return new Provider(settings.issuer, {
    adapter,
    jwks,
    clients: settings.clients,
    cookies: { keys: ['a key of the benchmarks that everybody can read'] },
    scopes: ['openid', 'offline_access', ...settings.permissions],
    claims: { openid: ['sub'] },
    pkce: { required: () => false },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: { enabled: true },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: settings.permissions.join(' '),
          audience: settings.audience,
          accessTokenTTL: HOUR,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    responseTypes: ['code', 'code id_token', 'code id_token token'],
    interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (ctx, id) => (people.has(id) ? { accountId: id, claims: () => ({ sub: id }) } : undefined),
    issueRefreshToken: (ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    expiresWithSession: () => false,
    ttl: {
      AccessToken: HOUR,
      AuthorizationCode: 60,
      ClientCredentials: HOUR,
      Grant: 14 * DAY,
      IdToken: HOUR,
      Interaction: HOUR,
      RefreshToken: 14 * DAY,
      Session: 14 * DAY,
    },
    renderError: (ctx, out) => {
      ctx.type = 'text/plain';
      ctx.body = `${out.error}: ${out.error_description}`;
    },
  });
}
