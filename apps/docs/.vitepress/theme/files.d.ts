/* What the bundler makes of files that are no TypeScript. */
declare module '*.css';
declare module '*.json?raw' {
  const text: string;
  export default text;
}
declare module '*.vue' {
  import type { Component } from 'vue';

  const component: Component;
  export default component;
}
