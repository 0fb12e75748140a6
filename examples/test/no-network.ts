import { Socket } from 'node:net';

/* For `node --import`: whatever would leave the process is told and refused. */

function refuse(): never {
  console.log('NETWORK');
  throw new Error('NETWORK');
}
Socket.prototype.connect = refuse;
globalThis.fetch = refuse;
