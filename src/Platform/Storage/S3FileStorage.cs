using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Storage;

/// <summary>
/// Files as objects of a bucket, on Amazon S3 or a server that speaks its protocol. What is written is spooled to a temporary file first: the request is signed with
/// the hash of its content and says its length, and only then can servers without chunked signatures take it. Storing an object is atomic there.
/// </summary>
public sealed class S3FileStorage : IFileStorage, IDisposable
{
    private readonly AmazonS3Client client;
    private readonly S3Options options;

    /// <summary>Opens no connection yet.</summary>
    public S3FileStorage(S3Options options)
    {
        this.options = options;
        var config = new AmazonS3Config
        {
            // Other servers than Amazon's store the trailing checksums of the defaults as part of the object.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
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

    /// <inheritdoc/>
    public string Place => options.Endpoint is { } endpoint ? $"the S3 bucket {options.Bucket} at {endpoint.GetLeftPart(UriPartial.Path)}" : $"the S3 bucket {options.Bucket} in {options.Region}";

    /// <inheritdoc/>
    public async Task<Outcome<long, WriteFileFailure>> WriteAsync(FileKey key, Stream content, long limit, CancellationToken ct)
    {
        await using var spool = OpenSpool();
        if (await LimitedCopy.CopyAsync(content, spool, limit, ct) is not { } length)
        {
            return WriteFileFailure.TooLarge;
        }

        spool.Position = 0;
        await client.PutObjectAsync(
            new PutObjectRequest { BucketName = options.Bucket, Key = key.Text, InputStream = spool, AutoCloseStream = false, UseChunkEncoding = false },
            ct);
        return length;
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(FileKey key, CancellationToken ct) =>
        await LengthAsync(key, ct) is { } length ? new S3ObjectStream(client, options.Bucket, key.Text, length) : null;

    /// <inheritdoc/>
    public Task DeleteAsync(FileKey key, CancellationToken ct) => client.DeleteObjectAsync(options.Bucket, key.Text, ct);

    /// <inheritdoc/>
    public async Task<bool> ExistsAsync(FileKey key, CancellationToken ct) => await LengthAsync(key, ct) is not null;

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private static AWSCredentials CredentialsOf(S3Credentials given) =>
        given.SessionToken is { } token ? new SessionAWSCredentials(given.AccessKey, given.SecretKey, token) : new BasicAWSCredentials(given.AccessKey, given.SecretKey);

    private static FileStream OpenSpool()
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
        // The open file lives on without its name, and a crash leaves nothing behind.
        File.Delete(path);
        return spool;
    }

    private async Task<long?> LengthAsync(FileKey key, CancellationToken ct)
    {
        try
        {
            return (await client.GetObjectMetadataAsync(options.Bucket, key.Text, ct)).ContentLength;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
