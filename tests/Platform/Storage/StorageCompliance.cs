using System.Security.Cryptography;
using Shouldly;
using Tracker.Platform.Storage;

namespace Tracker.Tests.Platform.Storage;

/// <summary>Tests for every storage.</summary>
public abstract class StorageCompliance : IAsyncLifetime
{
    private const long Limit = 8 * 1024 * 1024;
    private IFileStorage? storage;

    private IFileStorage Storage => storage ?? throw new InvalidOperationException("It has not started.");

    public async ValueTask InitializeAsync() => storage = await StartAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(3_000_001)]
    public async Task A_file_is_read_back_byte_for_byte(int length)
    {
        var (key, bytes) = (NewKey(), RandomNumberGenerator.GetBytes(length));

        (await WriteAsync(key, bytes)).ShouldBe(length);

        (await ReadAsync(key)).ShouldBe(bytes);
    }

    [Fact]
    public async Task A_missing_file_neither_exists_nor_opens()
    {
        (await Storage.OpenAsync(NewKey(), default)).ShouldBeNull();
        (await Storage.ExistsAsync(NewKey(), default)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_of_exactly_the_limit_is_stored()
    {
        var key = NewKey();

        (await Storage.WriteAsync(key, new MemoryStream(new byte[1000]), limit: 1000, default))
            .Succeeded(out var length, out _).ShouldBeTrue();

        length.ShouldBe(1000);
    }

    [Fact]
    public async Task A_file_one_byte_over_the_limit_is_not_stored()
    {
        var key = NewKey();

        (await Storage.WriteAsync(key, new MemoryStream(new byte[1001]), limit: 1000, default)).Failure.ShouldBe(WriteFileFailure.TooLarge);

        (await Storage.ExistsAsync(key, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task An_interrupted_content_stores_nothing()
    {
        var key = NewKey();

        await Should.ThrowAsync<InvalidOperationException>(() => Storage.WriteAsync(key, new BrokenStream(200_000), Limit, default));

        (await Storage.ExistsAsync(key, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_second_file_with_the_same_key_replaces_the_first()
    {
        var key = NewKey();
        await WriteAsync(key, new byte[500]);

        await WriteAsync(key, [1, 2, 3]);

        (await ReadAsync(key)).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task An_open_file_has_a_length_and_is_seekable()
    {
        var (key, bytes) = (NewKey(), RandomNumberGenerator.GetBytes(300_000));
        await WriteAsync(key, bytes);

        await using var content = (await Storage.OpenAsync(key, default))!;
        content.Length.ShouldBe(300_000);
        content.Seek(250_000, SeekOrigin.Begin);
        var part = new byte[1000];
        await content.ReadExactlyAsync(part);

        part.ShouldBe(bytes[250_000..251_000]);
    }

    [Fact]
    public async Task A_deleted_file_can_be_deleted_again()
    {
        var key = NewKey();
        await WriteAsync(key, [1]);

        await Storage.DeleteAsync(key, default);
        await Storage.DeleteAsync(key, default);

        (await Storage.ExistsAsync(key, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_canceled_write_stops_and_stores_nothing()
    {
        var key = NewKey();
        using var end = new CancellationTokenSource();

        var writing = Storage.WriteAsync(key, new EndlessStream(end), Limit * 1000, end.Token);

        await Should.ThrowAsync<OperationCanceledException>(() => writing);
        (await Storage.ExistsAsync(key, default)).ShouldBeFalse();
    }

    protected abstract Task<IFileStorage> StartAsync();

    private static FileKey NewKey() => FileKey.Of(Guid.NewGuid());

    private async Task<long> WriteAsync(FileKey key, byte[] bytes) =>
        (await Storage.WriteAsync(key, new MemoryStream(bytes), Limit, default)).Succeeded(out var length, out var failure)
            ? length
            : throw new InvalidOperationException(failure.ToString());

    private async Task<byte[]> ReadAsync(FileKey key)
    {
        await using var content = (await Storage.OpenAsync(key, default))!;
        var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }
}
