namespace Tracker.Modules.Tasks.Attachments;

/// <summary>The limits of attachments.</summary>
public sealed record AttachmentPolicy
{
    /// <summary>The default is 25 MiB.</summary>
    public long MaxFileBytes { get; init; } = 25 * 1024 * 1024;

    /// <summary>The max files of a task; the default is 50.</summary>
    public int MaxPerTask { get; init; } = 50;

    /// <summary>The max size of all files of a user's tasks; the default is 1 GiB.</summary>
    public long MaxBytesPerUser { get; init; } = 1024L * 1024 * 1024;

    /// <summary>The default is 30 minutes.</summary>
    public TimeSpan MaxUploadTime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>From the start of an upload to the deletion of its file, if the upload does not finish. Must be longer than
    /// <see cref="MaxUploadTime"/>; the default is an hour.</summary>
    public TimeSpan UnfinishedAfter { get; init; } = TimeSpan.FromHours(1);
}
