import { connect, createServer } from 'node:net';

/**
 * Stands between a page and the server, and breaks every connection that uploads a file once so many bytes of it have gone by, until it is
 * mended. Browsers send a request again by themselves when a connection that they had used before breaks.
 */
export async function breakingProxy(bytes: number) {
  const { hostname, port } = new URL(process.env.BASE_URL ?? '');
  let breaks = true;
  let broken = 0;
  const proxy = createServer((client) => {
    const server = connect(Number(port), hostname);
    let sent = -1;
    client.on('data', (part) => {
      if (sent < 0 && /^POST \S+\/attachments /.test(part.toString('latin1', 0, 200))) sent = 0;
      if (sent >= 0) sent += part.length;
      if (!breaks || sent <= bytes) return;
      broken++;
      client.resetAndDestroy();
      server.destroy();
    });
    client.pipe(server).pipe(client);
    // Pages close connections whenever they like.
    client.on('error', () => server.destroy());
    server.on('error', () => client.destroy());
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  const address = proxy.address();
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    broken: () => broken,
    mend: () => {
      breaks = false;
    },
    close: () => void proxy.close(),
  };
}
