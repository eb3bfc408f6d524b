namespace Tracker.Modules.Identity;

/// <summary>The words that stand for what somebody may do.</summary>
public static class Roles
{
    /// <summary>An ordinary account where the contract has no better word.</summary>
    public const string User = "user";

    /// <summary>Sees and changes what belongs to others; document 001 calls it a superuser.</summary>
    public const string Admin = "admin";
}
