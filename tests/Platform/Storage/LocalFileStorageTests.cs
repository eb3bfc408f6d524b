using Shouldly;
using Tracker.Platform.Primitives;
using Tracker.Platform.Storage;

namespace Tracker.Tests.Platform.Storage;

public sealed class LocalFileStorageTests : StorageCompliance
{
    private readonly string folder = Directory.CreateTempSubdirectory("tracker-test-files-").FullName;

    [Fact]
    public async Task Files_lie_two_folders_deep_and_are_private()
    {
        var storage = new LocalFileStorage(folder);

        await storage.WriteAsync(FileKey.Parse("0199c2f4b1d07cc09c1d0ac0b7d3f8aa"), new MemoryStream([1]), limit: 10, default);

        var file = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        Path.GetRelativePath(folder, file).ShouldBe("f8/aa/0199c2f4b1d07cc09c1d0ac0b7d3f8aa");
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Deleting_removes_the_rest_of_an_interrupted_write()
    {
        var (storage, key) = (new LocalFileStorage(folder), FileKey.Parse("0199c2f4b1d07cc09c1d0ac0b7d3f8aa"));
        var left = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "f8", "aa")).FullName, key.Text + ".part");
        await File.WriteAllTextAsync(left, "half a fi");

        await storage.DeleteAsync(key, default);

        File.Exists(left).ShouldBeFalse();
    }

    [Fact]
    public async Task A_write_fails_when_its_file_is_deleted_meanwhile()
    {
        var (storage, key) = (new LocalFileStorage(folder), FileKey.Of(Guid.NewGuid()));

        await Should.ThrowAsync<IOException>(
            () => storage.WriteAsync(key, new ActingStream(() => storage.DeleteAsync(key, default)), limit: 10, default));

        (await storage.ExistsAsync(key, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_full_disk_is_reported_and_nothing_is_stored()
    {
        var (storage, key) = (new LocalFileStorage(folder), FileKey.Parse("0199c2f4b1d07cc09c1d0ac0b7d3f8aa"));
        var place = Directory.CreateDirectory(Path.Combine(folder, "f8", "aa")).FullName;
        File.CreateSymbolicLink(Path.Combine(place, key.Text + ".part"), "/dev/full");

        var refusal = await Should.ThrowAsync<UnavailableException>(
            () => storage.WriteAsync(key, new MemoryStream([1]), limit: 10, default));

        refusal.Message.ShouldStartWith($"the folder {folder} cannot be written to: No space left on device");
        Directory.EnumerateFiles(place).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("short")]
    [InlineData("/etc/passwd")]
    [InlineData("0199c2f4b1d0..c09c1d0ac0b7d3f8aa")]
    [InlineData("0199C2F4B1D07CC09C1D0AC0B7D3F8AA")]
    [InlineData("0199c2f4\0b1d07cc09c1d0ac0b7d3f8aa")]
    public void A_path_is_refused_as_a_key(string text) => Should.Throw<FormatException>(() => FileKey.Parse(text));

    public override async ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override Task<IFileStorage> StartAsync() => Task.FromResult<IFileStorage>(new LocalFileStorage(folder));

    /// <summary>One byte, and an action before the end of the stream.</summary>
    private sealed class ActingStream(Func<Task> act) : MemoryStream([1])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == Length)
            {
                await act();
            }

            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
