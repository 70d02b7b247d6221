import type { FastifyReply } from 'fastify';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function sendWorkbook(reply: FastifyReply, fileName: string, content: Buffer): FastifyReply {
  return reply
    .header('Content-Type', XLSX)
    .header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
    .header('Cache-Control', 'private, no-store')
    .send(content);
}
