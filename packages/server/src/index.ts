export { createServer, type VideoServer } from './create-server.ts';
export { type OwnerOf, type ServerSettings } from './settings.ts';
