using Microsoft.Extensions.DependencyInjection;
using Tracker.Modules.Tasks;
using Tracker.Modules.Tasks.Attachments;
using Tracker.Platform.Background;
using Tracker.Platform.Primitives;
using Tracker.Platform.Storage;

namespace Tracker.Tests.Modules.Tasks.Attachments;

/// <summary>The module with its own file folder and faults on demand.</summary>
public sealed class FileWorld : IAsyncDisposable
{
    private readonly string folder;

    private FileWorld(TaskWorld tasks, string folder, FaultyStorage storage) => (Tasks, this.folder, Storage) = (tasks, folder, storage);

    public TaskWorld Tasks { get; }

    public FaultyStorage Storage { get; }

    /// <summary>The keys of all files, complete or not.</summary>
    public IEnumerable<string> Files =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);

    public static async Task<FileWorld> StartAsync(AttachmentPolicy? limits = null)
    {
        var folder = Directory.CreateTempSubdirectory("tracker-test-attachments-").FullName;
        var storage = new FaultyStorage(new LocalFileStorage(folder));
        var tasks = await TaskWorld.StartAsync(
            also: services => services.AddLogging().AddSingleton<IFileStorage>(storage).AddAttachments(limits ?? new AttachmentPolicy()));
        return new FileWorld(tasks, folder, storage);
    }

    public Task<Outcome<Attachment, AddAttachmentFailure>> TryAddAsync(
        TaskKey task, int size = 10, string name = "notes.txt", Guid? user = null) =>
        Tasks.Get<AddAttachmentHandler>()
            .Handle(new AddAttachmentCommand(task, user ?? Tasks.Anna.Id, name, "text/plain"), new MemoryStream(new byte[size]), default);

    public async Task<Attachment> AddAsync(TaskKey task, int size = 10, string name = "notes.txt") =>
        (await TryAddAsync(task, size, name)).Succeeded(out var attachment, out var failure)
            ? attachment
            : throw new InvalidOperationException(failure.ToString());

    public Task<Outcome<Attachment, RemoveAttachmentFailure>> TryRemoveAsync(Guid id, Guid? user = null) =>
        Tasks.Get<RemoveAttachmentHandler>().Handle(new RemoveAttachmentCommand(id, user ?? Tasks.Anna.Id), default);

    public Task<StepResult> SweepAsync() => Tasks.Get<RemoveFilesStep>().StepAsync(default);

    /// <summary>Advances the clock and sweeps.</summary>
    public Task<StepResult> SweepAfterAsync(TimeSpan time)
    {
        Tasks.Clock.Advance(time);
        return SweepAsync();
    }

    public Task<List<string>> StoredPathsAsync() =>
        Tasks.RowsAsync("select storage_path from attachments order by storage_path collate \"C\"", row => row.GetString(0));

    public async Task<long> NumberAsync(string sql) => (await Tasks.RowsAsync(sql, row => row.GetInt64(0))).Single();

    public async ValueTask DisposeAsync()
    {
        await Tasks.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>A storage that simulates faults of the machine.</summary>
public sealed class FaultyStorage(IFileStorage real) : IFileStorage
{
    public string Place => real.Place;

    /// <summary>Runs after a file is written.</summary>
    public Func<FileKey, Task> Written { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs before a file is deleted.</summary>
    public Action<FileKey> Deleting { get; set; } = _ => { };

    public async Task<Outcome<long, WriteFileFailure>> WriteAsync(FileKey key, Stream content, long limit, CancellationToken ct)
    {
        var outcome = await real.WriteAsync(key, content, limit, ct);
        await Written(key);
        return outcome;
    }

    public Task<Stream?> OpenAsync(FileKey key, CancellationToken ct) => real.OpenAsync(key, ct);

    public Task DeleteAsync(FileKey key, CancellationToken ct)
    {
        Deleting(key);
        return real.DeleteAsync(key, ct);
    }

    public Task<bool> ExistsAsync(FileKey key, CancellationToken ct) => real.ExistsAsync(key, ct);
}
