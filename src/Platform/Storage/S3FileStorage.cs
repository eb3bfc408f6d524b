using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Storage;

/// <summary>
/// Stores files as objects of a bucket, on Amazon S3 or a compatible server. Content is first spooled to a temporary file: servers without
/// chunked signatures need its length and its hash in the signed request. The server stores an object atomically.
/// </summary>
public sealed class S3FileStorage : IFileStorage, IDisposable
{
    private const int MinBytesPerSecond = 256 * 1024;

    // The SDK's own timeout does not apply to asynchronous calls.
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    private readonly AmazonS3Client client;
    private readonly S3Options options;

    public S3FileStorage(S3Options options)
    {
        this.options = options;
        var config = new AmazonS3Config
        {
            // Servers other than Amazon's store the default trailing checksums as part of the object.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            MaxErrorRetry = 1,
        };
        if (options.Endpoint is { } endpoint)
        {
            (config.ServiceURL, config.ForcePathStyle, config.AuthenticationRegion) = (endpoint.ToString(), true, options.Region);
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

        client = options.Credentials is { } given ? new AmazonS3Client(CredentialsOf(given), config) : new AmazonS3Client(config);
    }

    public string Place => options.Endpoint is { } endpoint
        ? $"the S3 bucket {options.Bucket} at {endpoint.GetLeftPart(UriPartial.Path)}"
        : $"the S3 bucket {options.Bucket} in {options.Region}";

    public async Task<Outcome<long, WriteFileFailure>> WriteAsync(FileKey key, Stream content, long limit, CancellationToken ct)
    {
        await using var spool = OpenSpool();
        if (await LimitedCopy.CopyAsync(content, spool, limit, SpoolFault, ct) is not { } length)
        {
            return WriteFileFailure.TooLarge;
        }

        spool.Position = 0;
        var put = new PutObjectRequest
        {
            BucketName = options.Bucket,
            Key = key.Text,
            InputStream = spool,
            AutoCloseStream = false,
            UseChunkEncoding = false,
        };
        var timeout = AnswerTimeout + TimeSpan.FromSeconds((double)length / MinBytesPerSecond);
        await AskAsync(limited => client.PutObjectAsync(put, limited), timeout, ct);
        return length;
    }

    public async Task<Stream?> OpenAsync(FileKey key, CancellationToken ct) =>
        await LengthAsync(key, ct) is { } length
            ? new S3ObjectStream((start, token) => GetAsync(key, new ByteRange(start, length - 1), token), length)
            : null;

    public Task DeleteAsync(FileKey key, CancellationToken ct) =>
        AskAsync(limited => client.DeleteObjectAsync(options.Bucket, key.Text, limited), AnswerTimeout, ct);

    public async Task<bool> ExistsAsync(FileKey key, CancellationToken ct) => await LengthAsync(key, ct) is not null;

    public void Dispose() => client.Dispose();

    private static AWSCredentials CredentialsOf(S3Credentials given) =>
        given.SessionToken is { } token
            ? new SessionAWSCredentials(given.AccessKey, given.SecretKey, token)
            : new BasicAWSCredentials(given.AccessKey, given.SecretKey);

    private static FileStream OpenSpool()
    {
        try
        {
            return NewSpool();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SpoolFault(e);
        }
    }

    private static FileStream NewSpool()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var spool = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            BufferSize = 0,
            Options = FileOptions.Asynchronous,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        // The open file remains usable without its name, and a crash leaves nothing behind.
        File.Delete(path);
        return spool;
    }

    private static UnavailableException SpoolFault(Exception cause) =>
        new(
            $"The folder for temporary files, {Path.GetTempPath()}, cannot be written to: {cause.Message}. "
            + "Free space on its disk, or set TMPDIR to another folder.",
            cause);

    // Completes with the headers of the answer.
    private Task<GetObjectResponse> GetAsync(FileKey key, ByteRange range, CancellationToken ct)
    {
        var get = new GetObjectRequest { BucketName = options.Bucket, Key = key.Text, ByteRange = range };
        return AskAsync(limited => client.GetObjectAsync(get, limited), AnswerTimeout, ct);
    }

    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, TimeSpan timeout, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(timeout);
        try
        {
            return await ask(limit.Token);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new UnavailableException($"{Place} did not answer within {timeout.TotalSeconds:0} s. Check its endpoint.", e);
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException or TimeoutException)
        {
            throw new UnavailableException(
                $"{Place} failed: {e.Message}. Check the bucket's name, region and endpoint, and the permissions of the credentials.", e);
        }
    }

    private async Task<long?> LengthAsync(FileKey key, CancellationToken ct)
    {
        try
        {
            var head = await AskAsync(limited => client.GetObjectMetadataAsync(options.Bucket, key.Text, limited), AnswerTimeout, ct);
            return head.ContentLength;
        }
        catch (UnavailableException e) when (e.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.NotFound })
        {
            return null;
        }
    }
}
