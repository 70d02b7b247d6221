// Opens the application without a network for a verifier on the road: the page itself and its hashed files, never an
// answer of the API. It is installed by the on-site page only (features/verification/on-site/installWorker.ts).
const CACHE = 'quanheng-on-site';

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.add(new Request('/', { cache: 'reload' }))));
  self.skipWaiting();
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

/** The files that the pages taken along consist of; those of former versions go. */
self.addEventListener('message', (event) => {
  if (event.data?.type === 'keep')
    event.waitUntil(keep(event.data.urls).then(() => event.ports[0]?.postMessage('kept')));
});

async function keep(urls) {
  const cache = await caches.open(CACHE);
  await cache.add(new Request('/', { cache: 'reload' }));
  const wanted = new Set(urls);
  const kept = (await cache.keys()).map((request) => request.url);
  await Promise.all(
    kept.filter((url) => isAsset(new URL(url)) && !wanted.has(url)).map((url) => cache.delete(url)),
  );
  await cache.addAll(urls.filter((url) => !kept.includes(url)));
}

const isAsset = (url) => url.pathname.startsWith('/assets/') || url.pathname.endsWith('.svg');

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate' && !url.pathname.startsWith('/api/')) event.respondWith(openPage(request));
  else if (isAsset(url)) event.respondWith(readAsset(request));
});

/** The page of the server as long as it can be reached: an update is seen at once. */
async function openPage(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match('/')) ?? Response.error();
  }
}

/** Hashed files never change: the kept one is the right one. */
async function readAsset(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}
