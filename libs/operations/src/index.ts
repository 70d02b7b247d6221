export * from './notification/tell.js';
