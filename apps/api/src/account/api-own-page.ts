import { ApiHeader } from '@nestjs/swagger';

/** Says in the document what `OwnPageGuard` asks for. */
export const ApiOwnPage = () =>
  ApiHeader({ name: 'X-Requested-With', required: true, schema: { type: 'string', enum: ['quanheng-web'] } });
