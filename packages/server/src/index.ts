export { createServer, type VideoServer } from './create-server.ts';
export { type HostMessage, type HostStream } from './host-stream.ts';
export { type OwnerOf, type RouterOf, type ServerSettings } from './settings.ts';
