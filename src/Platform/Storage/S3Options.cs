namespace Tracker.Platform.Storage;

/// <summary>A bucket and how to reach it.</summary>
/// <param name="Bucket">Its name; it exists already.</param>
/// <param name="Region">Its region, e.g. <c>eu-central-1</c>.</param>
public sealed record S3Options(string Bucket, string Region)
{
    /// <summary>Another endpoint than Amazon's, addressed by path; null for Amazon's.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The access key; null to find credentials as Amazon's tools do (profile, container, machine).</summary>
    public S3Credentials? Credentials { get; init; }
}

public sealed record S3Credentials(string AccessKey, string SecretKey, string? SessionToken)
{
    public override string ToString() => $"S3Credentials {{ AccessKey = {AccessKey} }}";
}
