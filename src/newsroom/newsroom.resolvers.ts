import { ArticleEditResolver } from './article-edit.resolver';
import { ArticleAudienceResolver, DashboardResolver } from './dashboard.resolver';
import {
  DeskIssueConnectionResolver,
  DeskIssueResolver,
  NewsroomDeskIssueResolver,
} from './desk-issue.resolver';
import { DeskResolver } from './desk.resolver';
import { NewsroomArticleResolver, RevisionResolver } from './newsroom-article.resolver';
import { PreviewResolver } from './preview.resolver';
import { NewsroomArticleConnectionResolver, NewsroomResolver } from './newsroom.resolver';
import { NewsroomSystemResolver, SystemStatusResolver } from './system.resolver';
import {
  NewsroomSpellingResolver,
  SpellingMutationsResolver,
  SpellingReportConnectionResolver,
  SpellingReportResolver,
} from './spelling-report.resolver';

/** The resolvers of this slice. */
export const NEWSROOM_RESOLVERS = [
  NewsroomResolver,
  NewsroomArticleResolver,
  NewsroomArticleConnectionResolver,
  RevisionResolver,
  DashboardResolver,
  ArticleAudienceResolver,
  NewsroomSystemResolver,
  SystemStatusResolver,
  NewsroomDeskIssueResolver,
  DeskIssueConnectionResolver,
  DeskIssueResolver,
  ArticleEditResolver,
  DeskResolver,
  PreviewResolver,
  SpellingMutationsResolver,
  NewsroomSpellingResolver,
  SpellingReportConnectionResolver,
  SpellingReportResolver,
] as const;
