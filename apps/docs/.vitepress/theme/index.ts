import DefaultTheme from 'vitepress/theme';
import type { Theme } from 'vitepress';
import { defineAsyncComponent } from 'vue';
import './style.css';

// With the tables and the library: only the page that has it loads it.
const CapabilityExplorer = defineAsyncComponent(() => import('./CapabilityExplorer.vue'));

export default {
  extends: DefaultTheme,
  enhanceApp: ({ app }) => void app.component('CapabilityExplorer', CapabilityExplorer),
} satisfies Theme;
