namespace Tracker.Platform.Storage;

/// <param name="Bucket">An existing bucket.</param>
/// <param name="Region">For example <c>eu-central-1</c>.</param>
public sealed record S3Options(string Bucket, string Region)
{
    /// <summary>Default: Amazon's. Another endpoint is addressed by path.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Default: the credentials Amazon's tools find (profile, container, machine).</summary>
    public S3Credentials? Credentials { get; init; }
}

public sealed record S3Credentials(string AccessKey, string SecretKey, string? SessionToken)
{
    public override string ToString() => $"S3Credentials {{ AccessKey = {AccessKey} }}";
}
