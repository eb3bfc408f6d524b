namespace Tracker.Platform.Delivery.Ses;

/// <summary>An AWS access key.</summary>
/// <param name="AccessKey">Its id.</param>
/// <param name="SecretKey">Its secret.</param>
/// <param name="SessionToken">For temporary credentials; otherwise null.</param>
public sealed record AwsCredentials(string AccessKey, string SecretKey, string? SessionToken)
{
    /// <summary>Tells no secret.</summary>
    public override string ToString() => $"AwsCredentials {{ AccessKey = {AccessKey} }}";
}
