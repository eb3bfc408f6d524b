namespace Tracker.Modules.Identity;

public static class Roles
{
    /// <summary>An ordinary account, where the contract has no other word.</summary>
    public const string User = "user";

    /// <summary>Can see and change the data of others; document 001 calls it a superuser.</summary>
    public const string Admin = "admin";
}
