import type { HalfDay } from '@quanheng/api-client';
import { useI18n } from 'vue-i18n';

/** 2026-11-26 周四 上午; in English 2026-11-26 Thu AM. */
export function useSlotText() {
  const { t, locale } = useI18n();
  const weekdayOf = (date: string): string =>
    new Intl.DateTimeFormat(locale.value, { weekday: 'short', timeZone: 'UTC' }).format(
      new Date(`${date}T00:00:00Z`),
    );
  const slotText = (date: string, halfDay: HalfDay): string =>
    `${date} ${weekdayOf(date)} ${t(`appointment.halfDays.${halfDay}`)}`;
  return { slotText, weekdayOf };
}
