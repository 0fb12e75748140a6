import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['@vid/source', ...defaultClientConditions] },
  build: {
    outDir: 'dist/page',
    // `light-dark()` stays as it is: a part of the page that is dark in both themes sets its own `color-scheme`.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
  },
});
