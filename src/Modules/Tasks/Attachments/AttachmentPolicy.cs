namespace Tracker.Modules.Tasks.Attachments;

/// <summary>How much may be attached, and how long it may take.</summary>
public sealed record AttachmentPolicy
{
    /// <summary>The largest file in bytes; the default is 25 MiB.</summary>
    public long MaxFileBytes { get; init; } = 25 * 1024 * 1024;

    /// <summary>The most files a task has; the default is 50.</summary>
    public int MaxPerTask { get; init; } = 50;

    /// <summary>The most bytes the files of one user's tasks have together; the default is 1 GiB.</summary>
    public long MaxBytesPerUser { get; init; } = 1024L * 1024 * 1024;

    /// <summary>The longest an upload may take; the default is 30 minutes.</summary>
    public TimeSpan MaxUploadTime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>When a file whose upload did not finish may go, counted from the upload's start; longer than
    /// <see cref="MaxUploadTime"/>. The default is an hour.</summary>
    public TimeSpan UnfinishedAfter { get; init; } = TimeSpan.FromHours(1);
}
