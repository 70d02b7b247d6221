/** The little of mailparser that the specs use; it comes without types. */
declare module 'mailparser' {
  export interface ParsedMail {
    subject?: string;
    text?: string;
    html?: string | false;
    messageId?: string;
    from?: { text: string };
    to?: { text: string };
    headers: Map<string, unknown>;
    attachments: unknown[];
  }
  export function simpleParser(source: NodeJS.ReadableStream | Buffer): Promise<ParsedMail>;
}
