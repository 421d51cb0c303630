import { CreateExtensions1795455950000 } from './1795455950000-create-extensions';
import { CreateContentGraph1795455960000 } from './1795455960000-create-content-graph';
import { CreateVisibility1795455970000 } from './1795455970000-create-visibility';
import { CreateTriggers1795455980000 } from './1795455980000-create-triggers';
import { CreatePageLayout1795456000000 } from './1795456000000-create-page-layout';
import { CreateSecretsAndFocalPoints1795456100000 } from './1795456100000-create-secrets-and-focal-points';
import { CreateViewRollups1795457000000 } from './1795457000000-create-view-rollups';
import { CreateRankings1795457100000 } from './1795457100000-create-rankings';
import { CreateTextConfig1795457200000 } from './1795457200000-create-text-config';
import { CreateRelatedIndex1795457210000 } from './1795457210000-create-related-index';
import { CreateRelatedTimes1795457220000 } from './1795457220000-create-related-times';
import { CreateSearchIndex1795457300000 } from './1795457300000-create-search-index';
import { CreateSearchWords1795457310000 } from './1795457310000-create-search-words';
import { CreateArchiveCounts1795457400000 } from './1795457400000-create-archive-counts';
import { CountArchive1795457410000 } from './1795457410000-count-archive';
import { CreateApiClients1795457500000 } from './1795457500000-create-api-clients';
import { CreateReadingLists1795457600000 } from './1795457600000-create-reading-lists';
import { DropReaderIdentityKey1795457610000 } from './1795457610000-drop-reader-identity-key';
import { CreateOutbox1795457700000 } from './1795457700000-create-outbox';
import { CreateRevisions1795457710000 } from './1795457710000-create-revisions';
import { CreateWebhookDeliveries1795457720000 } from './1795457720000-create-webhook-deliveries';
import { CreateSpellingReports1795457800000 } from './1795457800000-create-spelling-reports';
import { CreateImportRuns1795458000000 } from './1795458000000-create-import-runs';
import { StateVisibilityOnce1795458010000 } from './1795458010000-state-visibility-once';
import { CreateRelatedRounds1795458100000 } from './1795458100000-create-related-rounds';
import { GuardTranslations1795458200000 } from './1795458200000-guard-translations';
import { AddOpenImportRuns1795458210000 } from './1795458210000-add-open-import-runs';
import { TellOfRelatedLists1795459000000 } from './1795459000000-tell-of-related-lists';
import { AddSectionRollups1795459100000 } from './1795459100000-add-section-rollups';
import { IndexNewsroomLists1795459110000 } from './1795459110000-index-newsroom-lists';
import { RankTrendSamples1795459120000 } from './1795459120000-rank-trend-samples';
import { CreateCdnPurges1795459130000 } from './1795459130000-create-cdn-purges';
import { CreateSearchEras1795459140000 } from './1795459140000-create-search-eras';
import { ReadPartsOfWords1795459150000 } from './1795459150000-read-parts-of-words';
import { CreateRelatedProfiles1795459160000 } from './1795459160000-create-related-profiles';

/** All migrations in their order. A new one is added at the end. */
export const migrations = [
  CreateExtensions1795455950000,
  CreateContentGraph1795455960000,
  CreateVisibility1795455970000,
  CreateTriggers1795455980000,
  CreatePageLayout1795456000000,
  CreateSecretsAndFocalPoints1795456100000,
  CreateViewRollups1795457000000,
  CreateRankings1795457100000,
  CreateTextConfig1795457200000,
  CreateRelatedIndex1795457210000,
  CreateRelatedTimes1795457220000,
  CreateSearchIndex1795457300000,
  CreateSearchWords1795457310000,
  CreateArchiveCounts1795457400000,
  CountArchive1795457410000,
  CreateApiClients1795457500000,
  CreateReadingLists1795457600000,
  DropReaderIdentityKey1795457610000,
  CreateOutbox1795457700000,
  CreateRevisions1795457710000,
  CreateWebhookDeliveries1795457720000,
  CreateSpellingReports1795457800000,
  CreateImportRuns1795458000000,
  StateVisibilityOnce1795458010000,
  CreateRelatedRounds1795458100000,
  GuardTranslations1795458200000,
  AddOpenImportRuns1795458210000,
  TellOfRelatedLists1795459000000,
  AddSectionRollups1795459100000,
  IndexNewsroomLists1795459110000,
  RankTrendSamples1795459120000,
  CreateCdnPurges1795459130000,
  CreateSearchEras1795459140000,
  ReadPartsOfWords1795459150000,
  CreateRelatedProfiles1795459160000,
];
