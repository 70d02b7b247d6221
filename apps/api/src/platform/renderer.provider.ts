import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createRenderer, type Paper } from '@quanheng/documents';

/**
 * The one printer of the API, for the few papers that somebody waits for; everything else is the worker's. Its browser
 * is a process of its own that starts with the first paper.
 */
@Injectable()
export class RenderService implements OnApplicationShutdown {
  private readonly renderer = createRenderer();

  render(paper: Paper): Promise<Buffer> {
    return this.renderer.render(paper);
  }

  onApplicationShutdown(): Promise<void> {
    return this.renderer.close();
  }
}
