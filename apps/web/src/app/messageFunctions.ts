import type { MessageContext, MessageFunction } from 'vue-i18n';

export interface MessageTree {
  [key: string]: MessageFunction<string> | MessageTree;
}

/**
 * Messages as the functions that vue-i18n runs. They know two things: `{name}` is filled in, and ` | ` parts the
 * singular from the plural (English). vue-i18n's own compiler knows more, but weighs more in the first download than
 * all our words, and trips over a plain `@`.
 */
export function toFunctions(tree: object): MessageTree {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      typeof value === 'string' ? toFunction(value) : toFunctions(value as object),
    ]),
  );
}

function toFunction(message: string): MessageFunction<string> {
  const forms = message.split(' | ');
  return (context: MessageContext<string>) => {
    const text = forms.length > 1 ? (context.plural(forms) as string) : message;
    return text.replace(/\{(\w+)\}/g, (_, name: string) => String(context.named(name) ?? ''));
  };
}
