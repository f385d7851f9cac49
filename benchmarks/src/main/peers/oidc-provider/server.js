// oidc-provider as a server: node server.js settings.json

import cluster from 'node:cluster';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { memoryAdapters } from './memory-adapter.js';
import { pages } from './pages.js';
import { createTables, postgresqlAdapters } from './postgresql-adapter.js';
import { provider } from './provider.js';

const settings = JSON.parse(readFileSync(process.argv[2], 'utf8'));

function signingKeys() {
  if (!existsSync(settings.keyFile)) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'benchmark' };
    writeFileSync(settings.keyFile, JSON.stringify({ keys: [key] }), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(settings.keyFile, 'utf8'));
}

function serve() {
  const adapters = settings.database ? postgresqlAdapters(settings.database) : memoryAdapters();
  const oidc = provider(settings, adapters, signingKeys());
  const handle = oidc.callback();
  const interact = pages(oidc, settings);
  const server = createServer((request, response) => {
    if (!request.url.startsWith('/interaction/')) {
      handle(request, response);
      return;
    }
    interact(request, response).catch((error) => {
      console.error(error);
      response.writeHead(500).end();
    });
  });
  server.keepAliveTimeout = 120_000;
  server.listen(settings.port, '127.0.0.1');
}

if (cluster.isPrimary && settings.database) {
  await createTables(settings.database);
}
if (settings.processes === 1 || cluster.isWorker) {
  serve();
} else {
  signingKeys();
  for (let i = 0; i < settings.processes; i++) {
    cluster.fork();
  }
  process.on('SIGTERM', () => {
    Object.values(cluster.workers).forEach((worker) => worker.kill());
    process.exit(0);
  });
}
