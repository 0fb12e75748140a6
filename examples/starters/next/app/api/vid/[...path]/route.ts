import { videoServer } from '../../../../lib/video-server';

export const dynamic = 'force-dynamic';

const handle = (request: Request) => videoServer().fetch(request);

export { handle as GET, handle as POST, handle as DELETE, handle as HEAD };
