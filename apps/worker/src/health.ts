import { createServer, type Server } from 'node:http';

/** `live`: the process answers. `ready`: it works on its queue. For the orchestrator; nothing else listens here. */
export function serveHealth(port: number, host: string, isReady: () => boolean): Server | null {
  if (port === 0) return null;
  const server = createServer((request, response) => {
    const known = request.url === '/health/live' || request.url === '/health/ready';
    const status = !known ? 404 : request.url === '/health/ready' && !isReady() ? 503 : 200;
    response
      .writeHead(status, { 'Content-Type': 'application/json' })
      .end(JSON.stringify({ status: status === 200 ? 'ok' : 'no' }));
  });
  return server.listen(port, host);
}
