import { leftOut } from './left-out.ts';

/** Replaces `chat-stream.js` of `@slack/web-api`. */
export const ChatStreamer = function (): never {
  throw leftOut('ChatStreamer of @slack/web-api');
};

/** These replace `logger.js` of `@slack/web-api`: the functions bring a log of their own. */
export const LogLevel = { INFO: 'info', ERROR: 'error' };
export const getLogger = (): never => {
  throw leftOut('the log of @slack/web-api');
};

/** For `retry-policies.js`: a client is told to try once. With this policy its calls would throw. */
export const tenRetriesInAboutThirtyMinutes = { retries: 10 };

const failUpload = (): never => {
  throw leftOut('file upload of @slack/web-api');
};

/** These replace `file-upload.js` of `@slack/web-api`. */
export const getFileUploadJob = failUpload;
export const getMultipleFileUploadJobs = failUpload;
export const getAllFileUploadsToComplete = failUpload;
