using Tracker.Platform.Primitives;
using Tracker.Platform.Storage;

namespace Tracker.Tests.Modules.Notifications;

/// <summary>A storage that fails where a test asks for it.</summary>
internal sealed class HookedStorage(IFileStorage inner) : IFileStorage
{
    public string Place => inner.Place;

    public string Fails { get; set; } = "";

    public bool Loses { get; set; }

    public Action<byte[]>? Damage { get; set; }

    /// <summary>Runs before a file is written.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    /// <summary>Runs after a file is written.</summary>
    public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

    public async Task<Outcome<long, WriteFileFailure>> WriteAsync(FileKey key, Stream content, long limit, CancellationToken ct)
    {
        FailAt("write");
        await Before();
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, ct);
        var bytes = copy.ToArray();
        Damage?.Invoke(bytes);
        var outcome = await inner.WriteAsync(key, new MemoryStream(bytes), limit, ct);
        FailAt("written");
        return outcome;
    }

    public async Task<Stream?> OpenAsync(FileKey key, CancellationToken ct)
    {
        FailAt("read");
        await Meanwhile();
        return Loses ? null : await inner.OpenAsync(key, ct);
    }

    public Task DeleteAsync(FileKey key, CancellationToken ct)
    {
        FailAt("delete");
        return inner.DeleteAsync(key, ct);
    }

    public Task<bool> ExistsAsync(FileKey key, CancellationToken ct) => inner.ExistsAsync(key, ct);

    private void FailAt(string place)
    {
        if (Fails == place)
        {
            throw new IOException($"The power went at {place}.");
        }
    }
}
