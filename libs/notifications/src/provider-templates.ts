import { DeliveryError, type OutgoingMessage } from './channel.js';

/** A template as it was approved by a provider, and which of a message's values stand in it, in its order. */
export interface ProviderTemplate {
  id: string;
  /** Names of values of the message, `subject` included. */
  values: string[];
}

/** By the name of the message; `*` is what the others are announced by. */
export type ProviderTemplates = Readonly<Record<string, ProviderTemplate>>;

const VALUE_MAX = 100;

/**
 * What a message says through a provider that sends approved templates only.
 * @throws DeliveryError `notification.no-template` where none was approved for it
 */
export function fillTemplate(
  templates: ProviderTemplates,
  { template, values, subject }: OutgoingMessage,
): { id: string; values: [name: string, value: string][] } {
  const chosen = templates[template] ?? templates['*'];
  if (!chosen) throw new DeliveryError('notification.no-template', true);
  const known: Record<string, unknown> = { ...values, subject };
  const filled = chosen.values.map((name): [string, string] => [
    name,
    String(known[name] ?? '').slice(0, VALUE_MAX),
  ]);
  return { id: chosen.id, values: filled };
}

/** @throws Error saying what is wrong, without the text itself */
export function parseTemplates(text: string, variable: string): ProviderTemplates {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new Error(`${variable}: no JSON`);
  }
  const isRight =
    typeof parsed === 'object' && parsed !== null && Object.values(parsed).every((each) => isTemplate(each));
  if (!isRight) throw new Error(`${variable}: {"name of a message or *": {"id": "…", "values": ["…"]}}`);
  return parsed as ProviderTemplates;
}

function isTemplate(each: unknown): each is ProviderTemplate {
  const { id, values } = (each ?? {}) as Partial<ProviderTemplate>;
  return (
    typeof id === 'string' && Array.isArray(values) && values.every((value) => typeof value === 'string')
  );
}
