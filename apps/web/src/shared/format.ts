import dayjs from 'dayjs';

/** An instant of the API in the reader's time zone: 2026-11-23 14:03. */
export const formatInstant = (instant: string): string => dayjs(instant).format('YYYY-MM-DD HH:mm');

/** A figure with its groups: 3,000. */
export const formatCount = (count: number): string => count.toLocaleString('en-US');

/** 12.3 MB, for files. */
export function formatBytes(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
