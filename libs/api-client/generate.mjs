import { CLIENT, DOCUMENT, writeClient, writeDocument } from './produce.mjs';

// The document is written by the built API, then the client is made from it. Both are committed, so that a change of the
// API shows in review; `npm run lint` refuses a client that doesn't follow the API.
writeDocument(DOCUMENT);
await writeClient(DOCUMENT, CLIENT);
