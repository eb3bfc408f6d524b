namespace Tracker.Tests.TestKit;

/// <summary>The locales between which letters compare most differently: no letter beyond ASCII has a case in C, and i has another capital letter in Turkish.</summary>
public static class DatabaseLocales
{
    public const string C = "template template0 encoding 'UTF8' locale 'C'";
    public const string Utf8 = "template template0 encoding 'UTF8' locale 'C.UTF-8'";
    public const string Turkish = "template template0 encoding 'UTF8' locale_provider icu icu_locale 'tr-TR' locale 'C.UTF-8'";
}
