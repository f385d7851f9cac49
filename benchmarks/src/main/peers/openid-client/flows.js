// Everything that openid-client can do with a provider, with clients that register themselves, one line of JSON for each:
// {"flow": …, "held": true}, or false and "why". Settings: the file that the first argument names.

import { readFileSync } from 'node:fs';
import * as client from 'openid-client';
import { Browser } from './browser.js';

const settings = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const issuer = new URL(settings.issuer);
const HTTP_ON_LOOPBACK = { execute: [client.allowInsecureRequests] };
const REDIRECT_URI = 'https://app.example.org/callback';
const SCOPE = `openid profile offline_access ${settings.permission}`;
const CODE = { response_types: ['code'], grant_types: ['authorization_code', 'refresh_token'] };
const HYBRID = { response_types: ['code id_token'], grant_types: ['authorization_code', 'implicit', 'refresh_token'] };
const PATIENCE = 20_000;

function told(flow, failure) {
  const why = failure && [failure.error, failure.error_description, failure.message].filter(Boolean).join(': ');
  console.log(JSON.stringify({ flow, held: !failure, why }));
}

async function flow(name, run) {
  try {
    await run();
    told(name);
  } catch (failure) {
    told(name, failure);
  }
}

function check(held, what) {
  if (!held) {
    throw new Error(what);
  }
}

function register(metadata, authentication) {
  const all = { client_name: 'openid-client', redirect_uris: [REDIRECT_URI], scope: SCOPE, ...metadata };
  return client.dynamicClientRegistration(issuer, all, authentication, HTTP_ON_LOOPBACK);
}

/** Registers a client with a key pair of its own. */
async function registerWithKey(alg, metadata) {
  const pair = await keyPair(alg);
  const jwks = { keys: [await publicJwk(pair, { alg, kid: 'signing', use: 'sig' })] };
  const registered = await register({
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: alg,
    request_object_signing_alg: alg,
    id_token_signed_response_alg: alg,
    jwks,
    ...metadata,
  });
  const key = { key: pair.privateKey, kid: 'signing' };
  const { client_id: id } = registered.clientMetadata();
  return { key, config: await client.discovery(issuer, id, registered.clientMetadata(), client.PrivateKeyJwt(key), HTTP_ON_LOOPBACK) };
}

function keyPair(alg) {
  const usages = ['sign', 'verify'];
  switch (alg) {
    case 'PS256':
      return crypto.subtle.generateKey(rsa('RSA-PSS'), true, usages);
    case 'Ed25519':
      return crypto.subtle.generateKey('Ed25519', true, usages);
    default:
      return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, usages);
  }
}

function rsa(name) {
  return { name, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };
}

async function publicJwk(pair, more) {
  const { key_ops: _, ext: __, ...jwk } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return { ...jwk, ...more };
}

/** Signs in, redeems the code, reads userinfo and refreshes: what every client does. */
async function signIn(config, { mode, push, sign, dpop, expectedWay = 'query' } = {}) {
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const nonce = client.randomNonce();
  const parameters = {
    redirect_uri: REDIRECT_URI,
    scope: SCOPE,
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(mode && { response_mode: mode }),
  };
  const options = dpop && { DPoP: dpop };
  let address = sign
    ? await client.buildAuthorizationUrlWithJAR(config, parameters, sign)
    : client.buildAuthorizationUrl(config, parameters);
  if (push) {
    address = await client.buildAuthorizationUrlWithPAR(config, sign ? address.searchParams : parameters, options);
  }
  const answer = await new Browser(settings.person).go(address, REDIRECT_URI);
  check(way(answer) === expectedWay, `the answer came by ${way(answer)}`);
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
  const tokens = await client.authorizationCodeGrant(config, answer, checks, undefined, options);
  check(tokens.token_type === (dpop ? 'dpop' : 'bearer'), `a token of the type ${tokens.token_type}`);
  const { sub } = tokens.claims();
  const userinfo = await client.fetchUserInfo(config, tokens.access_token, sub, options);
  check(userinfo.name === settings.person.name, 'userinfo does not know the name');
  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token, undefined, options);
  await client.fetchUserInfo(config, refreshed.access_token, sub, options);
  return tokens;
}

function way(answer) {
  if (answer instanceof Request) {
    return 'form_post';
  }
  return answer.hash ? 'fragment' : 'query';
}

await flow('code, client_secret_basic', async () => signIn(await register(CODE, client.ClientSecretBasic())));
await flow('code, client_secret_post', async () =>
  signIn(await register({ ...CODE, token_endpoint_auth_method: 'client_secret_post' })));
await flow('code, client_secret_jwt', async () => {
  const registered = (await register({ ...CODE, token_endpoint_auth_method: 'client_secret_jwt' })).clientMetadata();
  const authentication = client.ClientSecretJwt(registered.client_secret);
  await signIn(await client.discovery(issuer, registered.client_id, registered, authentication, HTTP_ON_LOOPBACK));
});
await flow('code, public client', async () => signIn(await register({ ...CODE, token_endpoint_auth_method: 'none' })));
await flow('code, pairwise subject', async () => {
  const one = await signIn(await register({ ...CODE, subject_type: 'pairwise' }, client.ClientSecretBasic()));
  const other = await signIn(await register(CODE, client.ClientSecretBasic()));
  check(one.claims().sub !== other.claims().sub, 'the subject is the public one');
});

for (const mode of ['fragment', 'form_post']) {
  await flow(`code id_token by ${mode}`, async () => {
    const config = await register(HYBRID, client.ClientSecretBasic());
    client.useCodeIdTokenResponseType(config);
    await signIn(config, { mode, expectedWay: mode });
  });
}
await flow('id_token', async () => {
  const config = await register({ response_types: ['id_token'], grant_types: ['implicit'] }, client.ClientSecretBasic());
  client.useIdTokenResponseType(config);
  const nonce = client.randomNonce();
  const expectedState = client.randomState();
  const address = client.buildAuthorizationUrl(config, { redirect_uri: REDIRECT_URI, scope: 'openid', nonce, state: expectedState });
  const answer = await new Browser(settings.person).go(address, REDIRECT_URI);
  await client.implicitAuthentication(config, answer, nonce, { expectedState });
});

for (const alg of ['ES256', 'PS256', 'Ed25519']) {
  await flow(`private_key_jwt, signed and pushed request, signed answer, ${alg}`, async () => {
    const { key, config } = await registerWithKey(alg, {
      ...CODE,
      authorization_signed_response_alg: alg,
      require_pushed_authorization_requests: true,
    });
    client.useJwtResponseMode(config);
    await signIn(config, { push: true, sign: key });
  });
  await flow(`DPoP, pushed request, ${alg}`, async () => {
    const { config } = await registerWithKey(alg, {
      ...CODE,
      dpop_bound_access_tokens: true,
      require_pushed_authorization_requests: true,
    });
    const dpop = client.getDPoPHandle(config, await client.randomDPoPKeyPair(alg));
    await signIn(config, { push: true, dpop });
  });
}
await flow('code id_token with s_hash, signed and pushed request (FAPI 1)', async () => {
  const { key, config } = await registerWithKey('PS256', HYBRID);
  client.useCodeIdTokenResponseType(config);
  client.enableDetachedSignatureResponseChecks(config);
  await signIn(config, { push: true, sign: key, expectedWay: 'fragment' });
});

for (const [alg, enc] of [
  ['RSA-OAEP-256', 'A256GCM'],
  ['ECDH-ES', 'A128GCM'],
  ['ECDH-ES+A128KW', 'A128CBC-HS256'],
  ['ECDH-ES', 'A256CBC-HS512'],
]) {
  await flow(`encrypted ID token, userinfo and answer, ${alg} ${enc}`, async () => {
    const pair = await (alg.startsWith('RSA')
      ? crypto.subtle.generateKey(rsa('RSA-OAEP'), true, ['encrypt', 'decrypt'])
      : crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']));
    const metadata = { ...CODE, jwks: { keys: [await publicJwk(pair, { alg, kid: 'encryption', use: 'enc' })] } };
    for (const what of ['id_token', 'userinfo', 'authorization']) {
      metadata[`${what}_signed_response_alg`] = 'ES256';
      metadata[`${what}_encrypted_response_alg`] = alg;
      metadata[`${what}_encrypted_response_enc`] = enc;
    }
    const config = await register(metadata, client.ClientSecretBasic());
    client.enableDecryptingResponses(config, [enc], { key: pair.privateKey, kid: 'encryption', alg });
    client.useJwtResponseMode(config);
    await signIn(config);
  });
}

await flow('client_credentials, revocation, introspection', async () => {
  const { id, secret } = settings.machine;
  const config = await client.discovery(issuer, id, secret, client.ClientSecretBasic(secret), HTTP_ON_LOOPBACK);
  const tokens = await client.clientCredentialsGrant(config, { scope: settings.permission, audience: settings.audience });
  await client.tokenRevocation(config, tokens.access_token);
  const { active } = await client.tokenIntrospection(config, tokens.access_token);
  check(active === false, 'a revoked token is active');
});
await flow('device authorization', async () => {
  const { id } = settings.device;
  const config = await client.discovery(issuer, id, undefined, client.None(), HTTP_ON_LOOPBACK);
  const device = await client.initiateDeviceAuthorization(config, { scope: 'openid profile' });
  await new Browser(settings.person).allow(device.verification_uri_complete);
  const tokens = await client.pollDeviceAuthorizationGrant(config, device, undefined, { signal: AbortSignal.timeout(PATIENCE) });
  await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
});
await flow('a person who is somewhere else (CIBA)', async () => {
  const { id, secret } = settings.counter;
  const config = await client.discovery(issuer, id, secret, client.ClientSecretBasic(secret), HTTP_ON_LOOPBACK);
  const request = await client.initiateBackchannelAuthentication(config, {
    scope: 'openid profile',
    login_hint: settings.person.username,
    binding_message: 'A-17',
  });
  await new Browser(settings.person).allow(new URL('/account/requests', issuer));
  const tokens = await client.pollBackchannelAuthenticationGrant(config, request, undefined, { signal: AbortSignal.timeout(PATIENCE) });
  const userinfo = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
  check(userinfo.name === settings.person.name, 'userinfo does not know the name');
});
