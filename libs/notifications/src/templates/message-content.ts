/** A message in one language: the subject line, and the same content as plain text and as HTML. */
export interface MessageContent {
  subject: string;
  text: string;
  html: string;
  /** What it says, for the inbox: a line each, without the address and the closing that a letter needs. */
  lines: string[];
  /** What going on is called. */
  actionLabel: string | null;
}

export interface MessageParts {
  subject: string;
  paragraphs: string[];
  /** One line each, e.g. what is to be corrected. */
  items?: string[];
  /** Where to go on; an absolute http(s) address. */
  action?: { label: string; url: string };
  /** Who says this, at the end. */
  closing: string;
}

/** Text and HTML of a message. All that comes in is text: it is escaped, and a value can't begin a line of its own. */
export function buildContent(parts: MessageParts): MessageContent {
  const subject = oneLine(parts.subject);
  const paragraphs = parts.paragraphs.map(oneLine);
  const items = (parts.items ?? []).map(oneLine);
  const action = parts.action && {
    label: oneLine(parts.action.label),
    url: assertWebAddress(parts.action.url),
  };
  const closing = oneLine(parts.closing);
  const listed = items.map((item) => `- ${item}`);
  return {
    subject,
    lines: [...paragraphs, ...listed],
    actionLabel: action?.label ?? null,
    text: [
      ...paragraphs,
      ...(listed.length > 0 ? [listed.join('\n')] : []),
      ...(action ? [`${action.label}: ${action.url}`] : []),
      closing,
    ].join('\n\n'),
    html: [
      ...paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
      ...(items.length > 0
        ? [`<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`]
        : []),
      ...(action ? [`<p><a href="${escapeHtml(action.url)}">${escapeHtml(action.label)}</a></p>`] : []),
      `<p>${escapeHtml(closing)}</p>`,
    ].join('\n'),
  };
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

function assertWebAddress(address: string): string {
  const { protocol, href } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:')
    throw new TypeError('The address of an action is a web address.');
  return href;
}
