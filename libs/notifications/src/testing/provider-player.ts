import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What is answered as JSON, or how the line fails. */
export type Played = object | 'silence' | 'rubbish' | 'redirect' | 'fault';

export interface ProviderPlayer {
  readonly url: string;
  readonly asked: Asked[];
  close(): Promise<void>;
}

/** A local server in a provider's place: keeps what it was asked and answers what `play` says. */
export async function startProviderPlayer(play: (asked: Asked) => Played): Promise<ProviderPlayer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { pathname: path, searchParams: query } = new URL(request.url ?? '', 'http://player');
      const call = { path, query, headers: request.headers, body: Buffer.concat(chunks).toString() };
      asked.push(call);
      const answer = play(call);
      if (answer === 'silence') return void request.socket.destroy();
      if (answer === 'redirect') return void response.writeHead(302, { Location: '/elsewhere' }).end();
      if (answer === 'fault') return void response.writeHead(502).end('{}');
      response.end(answer === 'rubbish' ? '<html>busy</html>' : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
