export { createMcpServer, type VidMcpServer } from './create-mcp-server.ts';
export type { Consent, McpServerSettings } from './settings.ts';
