import type { BulkResultItemDto, InstrumentItemDto } from '@quanheng/api-client';
import { errorText, type ErrorCode, type Language } from '@quanheng/domain';
import { useI18n } from 'vue-i18n';

/** An instrument that bulk work left as it is, and why. */
export interface Refused {
  id: string;
  name: string;
  model: string;
  serialNumber: string;
  reason: string;
}

/** The refusals of a bulk answer in words. */
export function useRefused() {
  const { locale } = useI18n();

  function refusedOf(results: readonly BulkResultItemDto[], rows: readonly InstrumentItemDto[]): Refused[] {
    const known = new Map(rows.map((row) => [row.id, row]));
    return results
      .filter(({ ok }) => !ok)
      .map(({ id, code, details }) => ({
        id,
        name: known.get(id)?.name ?? '',
        model: known.get(id)?.model ?? '',
        serialNumber: known.get(id)?.serialNumber ?? '',
        reason: errorText(code as ErrorCode, locale.value as Language, details as Record<string, unknown>),
      }));
  }

  return { refusedOf };
}
