import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const home = resolve(import.meta.dirname, '../../..');

/** A system that was started with an empty database. */
export type Server = { address: string; stop: () => Promise<void> };

/** Starts the whole system once for all tests; BASE_URL names a running one instead. */
export default async function start(): Promise<Server['stop'] | undefined> {
  if (process.env.BASE_URL) return undefined;
  const server = await startServer();
  process.env.BASE_URL = server.address;
  return server.stop;
}

export async function startServer(): Promise<Server> {
  const data = mkdtempSync(join(tmpdir(), 'tracker-web-'));
  const [api, worker, frontend] = await Promise.all([freePort(), freePort(), freePort()]);
  const server = spawn(join(home, 'tracker'), ['up', 'task-tracker'], {
    env: {
      ...process.env,
      TRACKER_DATA: data,
      API_PORT: String(api),
      WORKER_PORT: String(worker),
      FRONTEND_PORT: String(frontend),
      // One address and few users send all requests; the tests of the limit make their own answers.
      RATE_LIMIT_PER_MINUTE: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await ready(server);
  return {
    address: `http://127.0.0.1:${frontend}`,
    stop: async () => {
      const ended = new Promise((done) => server.once('exit', done));
      server.kill('SIGINT');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((done, fail) => {
    server.stdout?.on('data', (chunk: Buffer) => {
      if (/^ready /m.test(chunk.toString())) done();
    });
    server.once('exit', (code) => fail(new Error(`./tracker up ended with ${code}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? done(address.port) : fail(new Error('no port'))));
    });
  });
}
