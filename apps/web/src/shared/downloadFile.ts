import { apiFetch, apiUrl, type Query } from '../app/api';

interface Fetched {
  blob: Blob;
  name: string;
}

async function fetchFile(path: string, query?: Query): Promise<Fetched> {
  const response = await apiFetch(apiUrl(path, query));
  return { blob: await response.blob(), name: nameOf(response.headers.get('content-disposition')) };
}

/** The file name of Content-Disposition, the UTF-8 form (RFC 6266) first. */
export function nameOf(disposition: string | null): string {
  const utf8 = disposition?.match(/filename\*=UTF-8''([^;]+)/i)?.[1];
  if (utf8) return decodeURIComponent(utf8);
  return disposition?.match(/filename="?([^";]+)"?/i)?.[1] ?? 'download';
}

/** Saves a file of the API; a plain link could not send the access token. */
export async function downloadFile(path: string, query?: Query): Promise<void> {
  const { blob, name } = await fetchFile(path, query);
  const url = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Opens a PDF in a new tab, for reading and printing. To be called from a click, or the browser blocks the tab. */
export async function openFile(path: string, query?: Query): Promise<void> {
  const tab = window.open('', '_blank');
  try {
    const { blob } = await fetchFile(path, query);
    const url = URL.createObjectURL(blob);
    if (tab) tab.location.href = url;
    setTimeout(() => URL.revokeObjectURL(url), 600_000);
  } catch (error) {
    tab?.close();
    throw error;
  }
}
