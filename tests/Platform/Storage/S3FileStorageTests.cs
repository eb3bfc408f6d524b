using Shouldly;
using Tracker.Platform.Primitives;
using Tracker.Platform.Storage;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Storage;

public sealed class S3FileStorageTests : StorageCompliance
{
    private S3FileStorage? storage;

    [Fact]
    public void Credentials_do_not_print_their_secret() =>
        new S3Credentials("id", "very secret", "token").ToString().ShouldBe("S3Credentials { AccessKey = id }");

    [Fact]
    public async Task An_unavailable_storage_throws()
    {
        using var away = new S3FileStorage((await S3Server.SharedAsync()).Options with { Endpoint = new Uri("http://127.0.0.1:9") });

        await Should.ThrowAsync<UnavailableException>(() => away.ExistsAsync(FileKey.Of(Guid.NewGuid()), default));
    }

    public override async ValueTask DisposeAsync()
    {
        storage?.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override async Task<IFileStorage> StartAsync() => storage = new S3FileStorage((await S3Server.SharedAsync()).Options);
}
