const SHANGHAI = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** An instant of the API in the platform's time, the same for every reader (domain.md, Time): 2026-11-23 14:03. */
export const formatInstant = (instant: string): string => SHANGHAI.format(new Date(instant));

/** A figure with its groups: 3,000. */
export const formatCount = (count: number): string => count.toLocaleString('en-US');

/** 12.3 MB, for files. */
export function formatBytes(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
