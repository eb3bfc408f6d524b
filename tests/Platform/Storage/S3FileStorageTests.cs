using System.Net;
using System.Net.Sockets;
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

    [Fact]
    public async Task A_silent_storage_is_unavailable_within_seconds()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var silent = At(listener);
        var key = FileKey.Of(Guid.NewGuid());

        await Task.WhenAll(
            ShouldBeUnavailableAsync(silent.ExistsAsync(key, default)),
            ShouldBeUnavailableAsync(silent.DeleteAsync(key, default)),
            ShouldBeUnavailableAsync(silent.WriteAsync(key, new MemoryStream([1]), limit: 1, default)));
    }

    [Fact]
    public async Task A_file_whose_content_does_not_come_is_unavailable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stalling = At(listener);
        var opening = stalling.OpenAsync(FileKey.Of(Guid.NewGuid()), default);
        using var head = await listener.AcceptTcpClientAsync();
        await head.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"u8.ToArray());

        await using var content = await opening;

        await ShouldBeUnavailableAsync(content!.ReadAsync(new byte[10]).AsTask());
    }

    public override async ValueTask DisposeAsync()
    {
        storage?.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static S3FileStorage At(TcpListener listener) => new(new S3Options("files", "us-east-1")
    {
        Endpoint = new Uri($"http://{listener.LocalEndpoint}"),
        Credentials = new S3Credentials("id", "secret", null),
    });

    private static Task<UnavailableException> ShouldBeUnavailableAsync(Task call) =>
        Should.ThrowAsync<UnavailableException>(() => call.WaitAsync(TimeSpan.FromSeconds(30)));

    protected override async Task<IFileStorage> StartAsync() => storage = new S3FileStorage((await S3Server.SharedAsync()).Options);
}
