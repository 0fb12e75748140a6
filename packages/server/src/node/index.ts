export { type ListenOptions, type Listening, serve } from './serve.ts';
