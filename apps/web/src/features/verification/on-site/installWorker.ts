/** Whether this browser can open the application without a network; only over https or on the machine itself. */
export const canOpenOffline = (): boolean => 'serviceWorker' in navigator && window.isSecureContext;

/**
 * Keeps page and files on the device. Files that were loaded before the worker was there are told to it.
 * @param pages what is opened on the road besides this page, so that its files are among them
 */
export async function installWorker(pages: readonly Promise<unknown>[]): Promise<void> {
  if (!canOpenOffline()) return;
  await navigator.serviceWorker.register('/on-site-worker.js');
  await Promise.all(pages);
  const registration = await navigator.serviceWorker.ready;
  const channel = new MessageChannel();
  const kept = new Promise((resolve) => (channel.port1.onmessage = resolve));
  registration.active?.postMessage({ type: 'keep', urls: filesOfThisPage() }, [channel.port2]);
  await kept;
}

function filesOfThisPage(): string[] {
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  const named = [...document.querySelectorAll<HTMLElement>('link[href], script[src]')].map(
    (each) => (each as HTMLLinkElement).href || (each as HTMLScriptElement).src,
  );
  const own = [...loaded, ...named].filter((url) => {
    const { origin, pathname } = new URL(url, location.href);
    return origin === location.origin && (pathname.startsWith('/assets/') || pathname.endsWith('.svg'));
  });
  return [...new Set(own)];
}
