import type { MessageContext, MessageFunction } from 'vue-i18n';

/**
 * Messages know two things: `{name}` is filled in, and ` | ` parts the singular from the plural (English).
 * vue-i18n's own compiler knows more, weighs more in the first download than all our words, and trips over a plain `@`.
 */
export function compileMessage(message: unknown): MessageFunction<string> {
  const forms = String(message).split(' | ');
  return (context: MessageContext<string>) => {
    const text = forms.length > 1 ? (context.plural(forms) as string) : forms[0]!;
    return text.replace(/\{(\w+)\}/g, (_, name: string) => String(context.named(name) ?? ''));
  };
}
