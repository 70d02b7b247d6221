export * from './generated/index.js';
export { createClient, createConfig } from './generated/client/index.js';
export { client } from './generated/client.gen.js';
