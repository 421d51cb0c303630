import { type ApiClient } from '../identity/api-client.entity';
import { loadApiClients } from '../identity/api-client.queries';
import { type LayoutFrame, loadLayoutFrame } from '../pages/page.frame';
import { loadSectionFrame, type SectionFrame } from '../sections/section.frame';
import { loadSiteFrame, type SiteFrame } from '../site/site.frame';
import { Listener } from '../sql/listener';
import { type Reader } from '../sql/reader';

/** What is kept in memory of the site: small, on every page, and read again whenever it changes. */
export interface Frame extends SiteFrame {
  readonly sections: SectionFrame;
  readonly layouts: LayoutFrame;
  /** By the hash of their key. */
  readonly apiClients: ReadonlyMap<string, ApiClient>;
}

/** Whether the frame is kept fresh, and how long reading it took last. */
export interface FrameHealth {
  isListening: boolean;
  loadMs: number;
}

export interface FrameKeeperOptions {
  reader: Reader;
  url: string;
  onError(error: Error): void;
  /** Is told when the frame is another one than before. */
  onReloaded?: () => void;
}

/** Holds the site's frame and keeps it fresh: the database tells every gateway of each change. */
export class FrameKeeper {
  private frame: Frame | null = null;
  private loading: Promise<void> | null = null;
  private isStale = false;
  private loadMs = 0;
  private readonly listener: Listener;

  constructor(private readonly options: FrameKeeperOptions) {
    this.listener = new Listener({
      url: options.url,
      channel: 'site_frame',
      onChange: () => {
        this.reload().catch((error: unknown) => {
          options.onError(error as Error);
        });
      },
      onError: (error) => {
        options.onError(error);
      },
    });
  }

  /** The frame as last read. An operation takes it once, so that it sees one state from its start to its end. */
  get current(): Frame {
    if (!this.frame) throw new Error('The frame is asked for before it was read.');
    return this.frame;
  }

  get health(): FrameHealth {
    return { isListening: this.listener.isListening, loadMs: this.loadMs };
  }

  /** Listens first and reads then, so that no change falls between. */
  async start(): Promise<void> {
    await this.listener.start();
    await this.reload();
  }

  /** Reads the frame again. A change that comes while it is being read makes it be read once more. */
  async reload(): Promise<void> {
    this.isStale = true;
    this.loading ??= this.loadWhileStale().finally(() => {
      this.loading = null;
    });
    return this.loading;
  }

  private async loadWhileStale(): Promise<void> {
    while (this.isStale) {
      this.isStale = false;
      const { reader } = this.options;
      const startedAt = performance.now();
      const [site, sections, layouts, apiClients] = await Promise.all([
        loadSiteFrame(reader),
        loadSectionFrame(reader),
        loadLayoutFrame(reader),
        loadApiClients(reader),
      ]);
      this.loadMs = performance.now() - startedAt;
      this.frame = { ...site, sections, layouts, apiClients };
      this.options.onReloaded?.();
    }
  }

  async stop(): Promise<void> {
    await this.listener.stop();
  }
}
