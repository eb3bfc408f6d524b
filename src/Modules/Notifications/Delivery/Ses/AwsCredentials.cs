namespace Tracker.Modules.Notifications.Delivery.Ses;

public sealed record AwsCredentials(string AccessKey, string SecretKey, string? SessionToken)
{
    public override string ToString() => $"AwsCredentials {{ AccessKey = {AccessKey} }}";
}
